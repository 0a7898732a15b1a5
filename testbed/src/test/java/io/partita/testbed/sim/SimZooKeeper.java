package io.partita.testbed.sim;

import io.partita.testbed.runtime.ZooKeeper.Change;
import io.partita.testbed.runtime.ZooKeeper.Code;
import io.partita.testbed.runtime.ZooKeeper.Content;
import io.partita.testbed.runtime.ZooKeeper.Failure;
import io.partita.testbed.runtime.ZooKeeper.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A ZooKeeper ensemble in a {@link SimWorld}: one tree, and hosts that can be cut off from it. */
public final class SimZooKeeper {

    /** A node of the tree. */
    private static final class Node {
        String data;
        int version;
        /** How many children were ever made, with or without a number: the number of the next. */
        int created;

        long owner;

        Node(String data, long owner) {
            this.data = data;
            this.owner = owner;
        }
    }

    /** A session as the ensemble knows it. */
    private static final class ServerSession {
        final Duration timeout;
        long lastHeard;

        ServerSession(Duration timeout, long now) {
            this.timeout = timeout;
            this.lastHeard = now;
        }
    }

    private final SimWorld world;
    private final TreeMap<String, Node> tree = new TreeMap<>();
    private final Map<Long, ServerSession> sessions = new HashMap<>();
    private final Map<String, List<Runnable>> dataWatches = new HashMap<>();
    private final Map<String, List<Runnable>> childWatches = new HashMap<>();
    private final Set<String> cutOff = new HashSet<>();
    private boolean down;
    private long nextSession = 1;

    SimZooKeeper(SimWorld world) {
        this.world = world;
        tree.put("/", new Node("", 0));
    }

    /** Takes the whole ensemble away: no session is served, and none expires on the server. */
    public void down() {
        down = true;
    }

    /** Brings the ensemble back; sessions get their time anew. */
    public void up() {
        down = false;
        sessions.values().forEach(session -> session.lastHeard = world.nanos());
    }

    /** Drops packets between {@code host} and the ensemble. */
    public void cutOff(String host) {
        cutOff.add(host);
    }

    void healAll() {
        cutOff.clear();
    }

    boolean reaches(String host) {
        return !down && !cutOff.contains(host);
    }

    SimZooKeeperClient connect(SimProcess process, Duration sessionTimeout) {
        SimZooKeeperClient client = new SimZooKeeperClient(world, this, process, sessionTimeout);
        client.begin();
        return client;
    }

    long openSession(Duration timeout) {
        long id = nextSession++;
        sessions.put(id, new ServerSession(timeout, world.nanos()));
        return id;
    }

    /** Notes a sign of life; answers whether the session still lives. */
    boolean touch(long id) {
        expireOld();
        ServerSession session = sessions.get(id);
        if (session == null) {
            return false;
        }
        session.lastHeard = world.nanos();
        return true;
    }

    void expireOld() {
        if (down) {
            return;
        }
        List<Long> old = sessions.entrySet().stream()
                .filter(entry -> world.nanos() - entry.getValue().lastHeard
                        > entry.getValue().timeout.toNanos())
                .map(Map.Entry::getKey)
                .toList();
        old.forEach(this::endSession);
    }

    void endSession(long id) {
        if (sessions.remove(id) != null) {
            List<String> owned = tree.entrySet().stream()
                    .filter(entry -> entry.getValue().owner == id)
                    .map(Map.Entry::getKey)
                    .toList();
            owned.forEach(this::remove);
        }
    }

    /** Deletes the child of {@code path} with the lowest number, as an administrator may; its session lives on. */
    public void deleteFirstMember(String path) {
        if (tree.containsKey(path)) {
            children(path, null).stream()
                    .min(Comparator.comparing(name -> name.substring(name.length() - 10)))
                    .ifPresent(name -> delete(path + "/" + name, -1));
        }
    }

    String create(long session, String path, String data, Mode mode) {
        String parent = parent(path);
        Node above = require(parent);
        String actual = mode == Mode.EPHEMERAL_SEQUENTIAL ? path + "%010d".formatted(above.created) : path;
        if (tree.containsKey(actual)) {
            throw new Failure(Code.NODE_EXISTS, actual);
        }
        if (above.owner != 0) {
            throw new Failure(Code.OTHER, "an ephemeral node has no children: " + parent);
        }
        above.created++;
        tree.put(actual, new Node(data, mode == Mode.PERSISTENT ? 0 : session));
        fire(dataWatches, actual);
        fire(childWatches, parent);
        return actual;
    }

    Content get(String path, Runnable watch) {
        Node node = require(path);
        if (watch != null) {
            dataWatches.computeIfAbsent(path, key -> new ArrayList<>()).add(watch);
        }
        return new Content(node.data, node.version);
    }

    int set(String path, String data, int version) {
        Node node = require(path);
        if (version >= 0 && version != node.version) {
            throw new Failure(Code.BAD_VERSION, path);
        }
        node.data = data;
        node.version++;
        fire(dataWatches, path);
        return node.version;
    }

    void delete(String path, int version) {
        Node node = require(path);
        if (version >= 0 && version != node.version) {
            throw new Failure(Code.BAD_VERSION, path);
        }
        if (!children(path, null).isEmpty()) {
            throw new Failure(Code.NOT_EMPTY, path);
        }
        remove(path);
    }

    void transact(List<Change> changes) {
        Map<String, Integer> versions = new HashMap<>();
        changes.forEach(change -> rehearse(change, versions));
        for (Change change : changes) {
            if (change instanceof Change.Create create) {
                create(0, create.path(), create.data(), Mode.PERSISTENT);
            } else if (change instanceof Change.Set set) {
                set(set.path(), set.data(), set.version());
            } else if (change instanceof Change.Delete delete) {
                delete(delete.path(), delete.version());
            }
        }
    }

    /** Fails if {@code change} is impossible; {@code versions} holds those of nodes changed so far, -1 for none. */
    private void rehearse(Change change, Map<String, Integer> versions) {
        if (change instanceof Change.Check check) {
            expect(check.path(), check.version(), versions);
        } else if (change instanceof Change.Create create) {
            expect(parent(create.path()), -1, versions);
            if (version(create.path(), versions) >= 0) {
                throw new Failure(Code.NODE_EXISTS, create.path());
            }
            versions.put(create.path(), 0);
        } else if (change instanceof Change.Set set) {
            versions.put(set.path(), expect(set.path(), set.version(), versions) + 1);
        } else if (change instanceof Change.Delete delete) {
            expect(delete.path(), delete.version(), versions);
            boolean created = versions.keySet().stream()
                    .anyMatch(path -> path.startsWith(delete.path() + "/") && versions.get(path) >= 0);
            if (created || hasChildren(delete.path(), versions)) {
                throw new Failure(Code.NOT_EMPTY, delete.path());
            }
            versions.put(delete.path(), -1);
        }
    }

    private boolean hasChildren(String path, Map<String, Integer> versions) {
        return tree.containsKey(path)
                && children(path, null).stream().anyMatch(name -> version(path + "/" + name, versions) >= 0);
    }

    private int expect(String path, int wanted, Map<String, Integer> versions) {
        int version = version(path, versions);
        if (version < 0) {
            throw new Failure(Code.NO_NODE, path);
        }
        if (wanted >= 0 && wanted != version) {
            throw new Failure(Code.BAD_VERSION, path);
        }
        return version;
    }

    private int version(String path, Map<String, Integer> versions) {
        Node node = tree.get(path);
        return versions.getOrDefault(path, node == null ? -1 : node.version);
    }

    List<String> children(String path, Runnable watch) {
        require(path);
        if (watch != null) {
            childWatches.computeIfAbsent(path, key -> new ArrayList<>()).add(watch);
        }
        String prefix = path.equals("/") ? "/" : path + "/";
        return tree.tailMap(prefix, false).keySet().stream()
                .takeWhile(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(name -> name.indexOf('/') < 0)
                .toList();
    }

    private void remove(String path) {
        tree.remove(path);
        fire(dataWatches, path);
        fire(childWatches, path);
        fire(childWatches, parent(path));
    }

    private Node require(String path) {
        Node node = tree.get(path);
        if (node == null) {
            throw new Failure(Code.NO_NODE, path);
        }
        return node;
    }

    private static void fire(Map<String, List<Runnable>> watches, String path) {
        List<Runnable> once = watches.remove(path);
        if (once != null) {
            once.forEach(Runnable::run);
        }
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }
}
