package io.partita.workloads.zookeeper;

import io.partita.workloads.Workload.Settings;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;

/** Prepares the place in ZooKeeper's tree where a workload keeps its data. */
final class Roots {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Roots() {}

    /** Makes {@code /partita/<last>} anew, with {@code content} and no children, through the first node. */
    static void recreate(Settings settings, ZooKeeperOptions options, String path, String content) throws Exception {
        Deadline deadline = Deadline.in(LIMIT);
        try (Session session = options.open(settings, settings.nodeNames().get(0))) {
            String parent = path.substring(0, path.lastIndexOf('/'));
            try {
                session.create(parent, "", deadline);
            } catch (KeeperException.NodeExistsException e) {
                // An earlier run on the same installation made it.
            }
            if (session.connected(deadline).exists(path, false) != null) {
                ZKUtil.deleteRecursive(session.connected(deadline), path);
            }
            session.create(path, content, deadline);
        }
    }
}
