"""What QGIS makes of a file, as JSON: run by the Python that Debian's QGIS belongs to."""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime
from qgis.PyQt.QtGui import QColor

APP = QgsApplication([], False)
APP.initQgis()
COUNTRY = QgsRectangle(124, 37.5, 131, 43.1)


def drawn(layers, box, out):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(600, 500))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:5179"))
    move = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), settings.destinationCrs(), QgsProject.instance()
    )
    settings.setExtent(move.transformBoundingBox(box))
    settings.setBackgroundColor(QColor("#ffffff"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(out)
    inked = [
        (x, y)
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 2)
        if image.pixelColor(x, y) != QColor("#ffffff")
    ]
    return inked, image.width() * image.height() / 4


def project(path, out):
    read = QgsProject.instance()
    assert read.read(path)
    root = read.layerTreeRoot()
    layers = read.mapLayers()
    inked, whole = drawn([one for one in root.checkedLayers() if one.isSpatial()], COUNTRY, out)
    days = read.timeSettings().temporalRange()
    return {
        "crs": read.crs().authid(),
        "invalid": [key for key, one in layers.items() if not one.isValid() or one.isSpatial() > one.crs().isValid()],
        "renderers": {key: one.renderer().type() for key, one in layers.items() if one.isSpatial()},
        "groups": [group.name() for group in root.findGroups()],
        "relations": len(read.relationManager().relations()),
        "range": [days.begin().toString("yyyy-MM-dd"), days.end().toString("yyyy-MM-dd")],
        "inked": len(inked) / whole,
    }  # fmt: skip


def days(path):
    read = QgsProject.instance()
    read.read(path)
    layer = read.mapLayer("dprk_geo_events")
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    found = {}
    for day in (15, 16, 17):
        start = QDateTime(QDate(2024, 7, day), QTime(0, 0), Qt.UTC)
        shown = layer.temporalProperties().createFilterString(
            context, QgsDateTimeRange(start, start.addDays(1), True, False)
        )
        rows = layer.getFeatures(QgsFeatureRequest().setFilterExpression(shown))
        found[f"2024-07-{day}"] = [row["date"].toString("yyyy-MM-dd") for row in rows]
    return found


def package(path, out):
    names = ("events", "sites", "records", "counties", "provinces")
    layers = [QgsVectorLayer(f"{path}|layername={name}", name, "ogr") for name in names]
    drawn(layers, COUNTRY, out)
    return {
        "renderers": {one.name(): one.renderer().type() for one in layers},
        "labelled": sorted(one.name() for one in layers if one.labelsEnabled()),
    }


def apart(path, out):
    read = QgsProject.instance()
    read.read(path)
    layer = read.mapLayer("dprk_geo_events_apart")
    middle = next(layer.getFeatures()).geometry().asPoint()
    box = QgsRectangle(middle.x() - 0.1, middle.y() - 0.08, middle.x() + 0.1, middle.y() + 0.08)
    inked, _ = drawn([layer], box, out)
    columns = [x for x, _ in inked]
    return {"wide": max(columns) - min(columns), "one": 17}


def beside(path, sld):
    layer = QgsVectorLayer(path, "a", "ogr")
    first = layer.renderer().type()
    layer.loadSldStyle(sld)
    rules = [rule.label() for rule in layer.renderer().rootRule().children()]
    return {"qml": first, "sld": layer.renderer().type(), "rules": rules}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
