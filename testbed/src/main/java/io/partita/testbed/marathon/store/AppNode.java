package io.partita.testbed.marathon.store;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.runtime.ZooKeeper.Change;
import io.partita.testbed.runtime.ZooKeeper.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changes at an app's node, which holds the current version, and has all kept versions for children. */
final class AppNode {

    private AppNode() {}

    /**
     * The changes that make {@code app} the current version.
     *
     * @param current what is stored
     * @param maxVersions how many are kept; the oldest go first
     * @param compare false stores an older version over a newer one, which is wrong
     * @throws StoreFailure if something newer is stored
     */
    static List<Change> store(
            String path,
            AppDefinition app,
            Optional<Content> node,
            Optional<AppDefinition> current,
            List<String> versions,
            int maxVersions,
            boolean compare) {
        int age =
                current.map(stored -> app.version().compareTo(stored.version())).orElse(1);
        if (compare && age < 0) {
            throw new StoreFailure(
                    StoreFailure.Reason.STALE,
                    app.id() + " is stored as of " + current.get().version() + ", newer than " + app.version());
        }
        if (current.isPresent() && current.get().equals(app)) {
            return List.of();
        }
        String data = StoredJson.write(app);
        List<Change> changes = new ArrayList<>();
        changes.add(
                node.isEmpty()
                        ? new Change.Create(path, data)
                        : new Change.Set(path, data, node.get().version()));
        String version = path + "/" + app.version();
        changes.add(
                versions.contains(app.version())
                        ? new Change.Set(version, data, -1)
                        : new Change.Create(version, data));
        versions.stream()
                .filter(kept -> !kept.equals(app.version()))
                .sorted()
                .limit(Math.max(0, versions.size() + 1 - maxVersions))
                .forEach(old -> changes.add(new Change.Delete(path + "/" + old, -1)));
        return changes;
    }

    /** The changes that take the app and its versions away. */
    static List<Change> delete(String path, Optional<Content> node, List<String> versions) {
        List<Change> changes = new ArrayList<>();
        if (node.isPresent()) {
            versions.forEach(version -> changes.add(new Change.Delete(path + "/" + version, -1)));
            changes.add(new Change.Delete(path, node.get().version()));
        }
        return changes;
    }
}
