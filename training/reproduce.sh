#!/bin/sh
# Makes models/attribution.bin from the corpora; see README.md. Run from the repository's root.
set -eu
export HF_HUB_OFFLINE=1
work=${SAYSO_WORK:-target/training}
threads=${SAYSO_THREADS:-2}
python() { "${PYTHON:-python3}" "$@"; }
teach() { python training/teacher.py --seed 11 --encoder "$work/encoder" --frozen 2 --threads "$threads" "$@"; }
train() { python training/student.py --all --teachers 11 --threads "$threads" "$@"; }

training/encoder.sh "$work/encoder"
teach --rate 6e-5 --epochs 3
for text in gum variants-1 variants-2 variants-3; do teach --read "$text"; done
train --name s1 --seed 1 --epochs 12 --dropout 0.1 --soft 0.7
train --name s2 --start s1 --more gum,variants-1,variants-2 --seed 2 --epochs 7 --dropout 0.08 --soft 0.8
train --name student --start s2 --more gum,variants-1,variants-3 --seed 3 --epochs 4.5 --rate 2.5e-3 --dropout 0.08 --soft 0.8
python training/calibrate.py --name student
python training/export.py --name student --out models/attribution.bin
python training/reference.py --name student --out models/attribution.reference.json
python training/evaluate.py --name student --split dev
python training/evaluate.py --name student --split news
