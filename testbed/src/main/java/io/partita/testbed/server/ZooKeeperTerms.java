package io.partita.testbed.server;

import io.partita.testbed.runtime.ZooKeeper.Change;
import io.partita.testbed.runtime.ZooKeeper.Code;
import io.partita.testbed.runtime.ZooKeeper.Failure;
import io.partita.testbed.runtime.ZooKeeper.Mode;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;

/** What ZooKeeper's own client calls the things that components know. */
final class ZooKeeperTerms {

    private ZooKeeperTerms() {}

    static Op operation(Change change) {
        if (change instanceof Change.Check check) {
            return Op.check(check.path(), check.version());
        } else if (change instanceof Change.Create create) {
            byte[] data = create.data().getBytes(StandardCharsets.UTF_8);
            return Op.create(create.path(), data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } else if (change instanceof Change.Set set) {
            return Op.setData(set.path(), set.data().getBytes(StandardCharsets.UTF_8), set.version());
        } else if (change instanceof Change.Delete delete) {
            return Op.delete(delete.path(), delete.version());
        }
        throw new IllegalArgumentException("not a change: " + change);
    }

    static CreateMode createMode(Mode mode) {
        return switch (mode) {
            case PERSISTENT -> CreateMode.PERSISTENT;
            case EPHEMERAL -> CreateMode.EPHEMERAL;
            case EPHEMERAL_SEQUENTIAL -> CreateMode.EPHEMERAL_SEQUENTIAL;
        };
    }

    static Failure failure(int code, String path) {
        KeeperException.Code name = KeeperException.Code.get(code);
        Code ours = switch (name) {
            case NONODE -> Code.NO_NODE;
            case NODEEXISTS -> Code.NODE_EXISTS;
            case BADVERSION -> Code.BAD_VERSION;
            case NOTEMPTY -> Code.NOT_EMPTY;
            case CONNECTIONLOSS -> Code.CONNECTION_LOSS;
            case SESSIONEXPIRED -> Code.SESSION_EXPIRED;
            default -> Code.OTHER;
        };
        return new Failure(ours, name + " for " + path);
    }
}
