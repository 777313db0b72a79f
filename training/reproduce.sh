#!/bin/sh
# Makes models/attribution.bin from the corpora; see README.md. Run from the repository's root.
set -eu
export HF_HUB_OFFLINE=1
threads=${SAYSO_THREADS:-1}
python() { "${PYTHON:-python3}" "$@"; }
train() { python training/student.py --all --threads "$threads" "$@"; }

train --name first --seed 1 --epochs 5
train --name student --start first --seed 3 --epochs 2.5 --rate 2e-3 --dropout 0.15 --average 0.995
python training/calibrate.py --name student
python training/export.py --name student --out models/attribution.bin
python training/reference.py --name student --out models/attribution.reference.json
python training/evaluate.py --name student --split dev
python training/evaluate.py --name student --split news
