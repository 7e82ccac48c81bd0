"""A log of `wulff certify` read in Python: certified accuracy at radii. Also a recipe for notebooks.

usage: python3 read_log.py results.tsv [0.25,0.5]
In a notebook: import subprocess; subprocess.run(["npx", "wulff", "certify", ..., "--out", "results.tsv"], check=True)
"""

import csv
import json
import sys


def read(path):
    """(settings, rows): what the run was made with, and a dictionary an image. A line without its newline was cut off."""
    with open(path, newline="", encoding="utf-8") as file:
        lines = [line for line in file if line.endswith("\n")]
    settings = json.loads(lines[0][len("# wulff ") :])
    return settings, list(csv.DictReader(lines[1:], delimiter="\t"))


def certified_accuracy(rows, adversary, radius):
    """The share of images whose class is right and certified at least as far as `radius`."""
    return sum(row["correct"] == "1" and float(row[f"radius_{adversary}"]) >= radius for row in rows) / len(rows)


if __name__ == "__main__":
    settings, rows = read(sys.argv[1])
    print(f"{settings['noise']}, sigma = {settings['sigma']}, alpha = {settings['alpha']}, {len(rows)} images")
    for adversary in settings["adversaries"]:
        for radius in map(float, (sys.argv[2] if len(sys.argv) > 2 else "0.25,0.5,1").split(",")):
            print(f"{adversary} {radius:g}: {100 * certified_accuracy(rows, adversary, radius):.1f} %")
