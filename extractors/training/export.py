"""Export a checkpoint as the files that the program reads: ``python -m extractors.training.export CHECKPOINT OUT``.

``encoder.onnx`` is quantised to eight bits; the heads stay in half precision as named numpy arrays in ``heads.npz``.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from extractors.training.network import Network


class _Outputs(nn.Module):
    """Only what the reader uses: the last hidden states and the last layer's attention."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        out = self.encoder(ids, attention_mask=torch.ones_like(ids), output_attentions=True)
        return out.last_hidden_state, out.attentions[-1]


def export(checkpoint: Path, encoder: Path, out: Path, *, quantise: bool = True) -> None:
    """Write ``encoder.onnx``, ``heads.npz`` and ``tokenizer.json`` into ``out``."""
    network = Network(str(encoder))
    network.load_state_dict(torch.load(checkpoint, weights_only=True))
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "encoder.onnx"
        torch.onnx.export(
            _Outputs(network),
            (torch.ones(1, 64, dtype=torch.long),),
            str(full),
            input_names=["ids"],
            output_names=["hidden", "attention"],
            dynamic_axes={"ids": {1: "n"}, "hidden": {1: "n"}, "attention": {2: "n", 3: "n"}},
            opset_version=17,
            dynamo=False,
        )
        if quantise:
            quantize_dynamic(
                full, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
            )
        else:
            shutil.copy(full, out / "encoder.onnx")
    heads = {k: v.numpy().astype(np.float16) for k, v in network.state_dict().items() if not k.startswith("encoder.")}
    np.savez_compressed(out / "heads.npz", **heads)  # type: ignore[arg-type]
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")
    calibration = out / "calibration.json"
    if not calibration.exists():  # enough to run until `tests.gold.calibrate` has fitted one
        calibration.write_text('{"score": 0.5}\n', encoding="utf-8")


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--full-precision", action="store_true")
    args = parser.parse_args()
    export(args.checkpoint, args.encoder, args.out, quantise=not args.full_precision)


if __name__ == "__main__":
    main()
