#!/bin/sh
# Makes models/attribution.bin from the corpora; see README.md. Run from the repository's root.
set -eu
export HF_HUB_OFFLINE=1
threads=${SAYSO_THREADS:-1}
python() { "${PYTHON:-python3}" "$@"; }
train() { python training/student.py --all --teachers 1 --threads "$threads" "$@"; }

python training/teacher.py --seed 1 --epochs 2.5 --threads "$threads"
train --name s1 --seed 1 --epochs 9
train --name s2 --start s1 --seed 2 --epochs 4 --rate 2.5e-3 --dropout 0.1 --soft 0.35 --average 0.997
train --name s3 --start s2 --seed 3 --epochs 4 --rate 2e-3 --dropout 0.07 --soft 0.35
train --name student --start s3 --seed 4 --epochs 6 --rate 3e-3 --dropout 0.12 --soft 0.35
python training/calibrate.py --name student
python training/export.py --name student --out models/attribution.bin
python training/reference.py --name student --out models/attribution.reference.json
python training/evaluate.py --name student --split dev
python training/evaluate.py --name student --split news
