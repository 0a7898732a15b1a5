package io.partita.workloads.mesos.api;

import java.util.List;
import java.util.Objects;

/**
 * Instances of an app that wait to be launched. Immutable.
 *
 * @param count how many
 * @param delaySeconds how long the back-off still holds them; 0 where a release does not say
 * @param overdue whether they wait for longer than they should
 */
public record QueueItem(String appId, int count, long delaySeconds, boolean overdue) {

    public QueueItem {
        Objects.requireNonNull(appId, "appId is null");
    }

    static QueueItem read(Fields json) throws Fields.WrongShapeException {
        Fields delay = json.objectOrEmpty("delay");
        return new QueueItem(
                json.object(json.spelling("app", "pod")).text("id"),
                json.whole("count"),
                delay.whole("timeLeftSeconds", 0),
                delay.flag("overdue", false));
    }

    static List<QueueItem> readAll(Fields json) throws Fields.WrongShapeException {
        return json.list("queue", QueueItem::read);
    }
}
