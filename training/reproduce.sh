#!/bin/sh
# Makes models/attribution.bin from the corpora; see README.md. Run from the repository's root.
set -eu
export HF_HUB_OFFLINE=1
threads=${SAYSO_THREADS:-2}
python() { "${PYTHON:-python3}" "$@"; }

python training/student.py --name first --seed 1 --epochs 5 --all --threads "$threads"
python training/soft.py --name first
python training/student.py --name student --start first --teachers first --soft 0.4 --seed 3 --rate 1.5e-3 \
    --epochs 3 --all --threads "$threads"
python training/calibrate.py --name student
python training/export.py --name student --out models/attribution.bin
python training/reference.py --name student --out models/attribution.reference.json
python training/evaluate.py --name student --split dev
python training/evaluate.py --name student --split news
