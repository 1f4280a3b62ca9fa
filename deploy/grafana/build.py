"""The dashboards as code: panels and queries in, deploy/grafana/dashboards/*.json out.

`python -m deploy.grafana.build` writes them; a test fails when they are stale, another runs every query.
"""

import json
from pathlib import Path
from typing import Any

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import (
    LegendDisplayMode,
    LegendPlacement,
    StackingMode,
    TooltipDisplayMode,
)
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    DataSourceRef,
    Threshold,
    ThresholdsMode,
)

from deploy.grafana.panels import DELIVERY, ENGINE, MILESTONES, NEWS, Panel, Row

FOLDER = Path(__file__).parent / "dashboards"
SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")


def build(uid: str, title: str, says: str, rows: tuple[Row, ...]) -> str:
    """One dashboard as JSON."""
    made = (
        dashboard.Dashboard(title)
        .uid(uid)
        .description(says)
        .tags(["parley"])
        .readonly()
        .refresh("30s")
        .time("now-24h", "now")
        .timezone("browser")
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .with_variable(dashboard.DatasourceVariable("datasource").label("Prometheus").type("prometheus"))
    )
    for row in rows:
        made = made.with_row(dashboard.Row(row.title))
        for panel in row.panels:
            made = made.with_panel(_panel(panel, 24 // len(row.panels)))
    whole: dict[str, Any] = json.loads(JSONEncoder(sort_keys=True).encode(made.build()))
    for number, panel in enumerate(whole["panels"], 1):
        panel["id"] = number
    # Which fields an annotation has is up to its data source; the library knows the common ones alone.
    whole["annotations"] = {
        "list": [
            {
                "name": "Steps of negotiations",
                "datasource": {"type": "prometheus", "uid": "${datasource}"},
                "enable": True,
                "iconColor": "purple",
                "expr": MILESTONES,
                "step": "60s",
                "titleFormat": "{{negotiation}}",
                "textFormat": "A step was reported, confirmed, denied or moved; see its page.",
                "tagKeys": "negotiation",
            }
        ]
    }
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _panel(panel: Panel, span: int) -> Any:
    made: Any = _number(panel) if panel.number else _lines(panel)
    made = made.title(panel.title).description(panel.says).unit(panel.unit).datasource(SOURCE).span(span)
    made = made.height(4 if panel.number else 8).no_value("nothing in this time")
    if not panel.unit.startswith("date"):
        made = made.min(0)
    steps = [Threshold(value=None, color="green")]
    if panel.alarm is not None:
        steps.append(Threshold(value=panel.alarm, color="red"))
    made = made.thresholds(dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps))
    for number, query in enumerate(panel.queries):
        target = prometheus.Dataquery().expr(query.expr).ref_id("ABCDEF"[number]).datasource(SOURCE)
        made = made.with_target(
            target.instant() if panel.number else target.range().legend_format(query.legend)
        )
    return made


def _number(panel: Panel) -> Any:
    return stat.Panel().reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"])).decimals(0)


def _lines(panel: Panel) -> Any:
    made = timeseries.Panel().fill_opacity(40 if panel.stacked else 8).line_width(1)
    legend = common.VizLegendOptions().display_mode(LegendDisplayMode.LIST).placement(LegendPlacement.BOTTOM)
    made = made.legend(legend.show_legend(True))
    made = made.tooltip(common.VizTooltipOptions().mode(TooltipDisplayMode.MULTI))
    if panel.stacked:
        made = made.stacking(common.StackingConfig().mode(StackingMode.NORMAL))
    return made


def dashboards() -> dict[str, str]:
    """File name to JSON of every dashboard."""
    return {
        "news.json": build("parley-news", "Parley: what is new", "Articles in, alerts out.", NEWS),
        "engine.json": build("parley-engine", "Parley: engine", "Does every stage keep up.", ENGINE),
        "delivery.json": build("parley-delivery", "Parley: messages and page", "Who is told.", DELIVERY),
    }


if __name__ == "__main__":
    for name, content in dashboards().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
