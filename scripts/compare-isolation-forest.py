#!/usr/bin/env python3
"""SafeNest's Isolation Forest beside scikit-learn's, on the same sets, one core each.

    /usr/bin/python3 scripts/compare-isolation-forest.py FOLDER_OF_NPZ      (apt-get install python3-sklearn)

Both grow 100 trees of 256 rows, five forests a set with seeds 1 to 5; times are processor time of training and scoring.
Prints a Markdown table, and fails where the mean AUC differs by more than 0.005 or SafeNest takes longer.
"""
import json
import os
import subprocess
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

SEEDS = (1, 2, 3, 4, 5)


def by_sklearn(path):
    with np.load(path, allow_pickle=False) as data:
        rows, labels = data["X"], data["y"]
    area = spent = 0.0
    for seed in SEEDS:
        began = time.process_time()
        scores = -IsolationForest(n_estimators=100, max_samples=min(256, len(rows)), random_state=seed, n_jobs=1).fit(rows).score_samples(rows)
        spent += time.process_time() - began
        area += roc_auc_score(labels > 0, scores)
    return area / len(SEEDS), spent / len(SEEDS)


def by_safenest(folder):
    root = Path(__file__).resolve().parent.parent
    command = [root / "node_modules/.bin/node", root / "src/cli/index.ts", "eval", "anomaly", "--data", folder, "--json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr or done.stdout)
    return json.loads(done.stdout)["metrics"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1]).resolve()
    ours = by_safenest(folder)
    theirs = {path.stem: by_sklearn(path) for path in folder.glob("*.npz") if f"auc_{path.stem}" in ours}
    names = [name[4:] for name in ours if name.startswith("auc_")]
    print(f"scikit-learn {sklearn.__version__}, {len(names)} sets, one core\n")
    print("| set | AUC | scikit-learn | seconds | scikit-learn |\n|---|---:|---:|---:|---:|")
    for name in names:
        area, spent = theirs[name]
        print(f"| {name} | {ours[f'auc_{name}']:.3f} | {area:.3f} | {ours[f'seconds_{name}']:.3f} | {spent:.3f} |")
    area = sum(area for area, _ in theirs.values()) / len(theirs)
    spent = sum(spent for _, spent in theirs.values())
    print(f"| **all** | **{ours['mean_auc']:.4f}** | **{area:.4f}** | **{ours['seconds']:.2f}** | **{spent:.2f}** |")
    if abs(ours["mean_auc"] - area) > 0.005 or ours["seconds"] > spent:
        sys.exit("\nSafeNest's forest is not as good as scikit-learn's, or not as fast.")


main()
