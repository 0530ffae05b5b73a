"""Print what the reader gets wrong in the catalogue, entry by entry.

python tests/reading/catalogue/report.py en/visits [en/totals ...]
python tests/reading/catalogue/report.py            # every file, shares only
python tests/reading/catalogue/report.py --floors   # every file, shares to the hundredth below, as floors.json
"""

import json
import math
import sys

from compare import files, measure

from minetrace.reading import read


def main(names: list[str]) -> None:
    if names == ["--floors"]:
        floors = {name: math.floor(100 * measure(name, read)[0]) / 100 for name in files()}
        sys.stdout.write(json.dumps(floors, indent=1) + "\n")
        return
    for name in names or files():
        share, results = measure(name, read)
        if names:
            for result in (result for result in results if result.faults):
                print(f"\n{result.entry['class']}\n  {result.entry['text']}  [{result.entry['published']}]")
                print("".join(f"    {fault}\n" for fault in result.faults), end="")
            print()
        print(f"{name:32} {share:6.1%} right of {len(results)}")


if __name__ == "__main__":
    main(sys.argv[1:])
