package io.partita.checker.internal.transactions;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Clients of a database that keeps what its isolation level promises and no more: they run transactions at the same
 * time, crash, are refused, and report what they read. Every key holds a list of all values written to it; a register
 * shows the last.
 */
final class SimulatedDatabase {

    enum Isolation {
        /** A transaction happens at one instant. */
        STRICT_SERIALIZABLE("strict-serializable"),
        /** Those that only read may read an old state. */
        STALE_REPLICAS("serializable"),
        /** Reads are as of the beginning; of two that overlap and write the same key one fails. */
        SNAPSHOT("strong-snapshot-isolation"),
        /** Every read sees what is committed by then; keys are locked from the first write on. */
        READ_COMMITTED("read-committed"),
        /** Every read sees everything; what was aborted leaves its traces. */
        NONE(null);

        /** The strongest model that holds, or null. */
        final String model;

        Isolation(String model) {
            this.model = model;
        }
    }

    /**
     * What the clients do.
     *
     * @param lists whether they append to lists, rather than write registers
     * @param width how many of them there are
     * @param keys how many keys they use at a time
     * @param writesPerKey after how many writes a key is replaced by a new one
     * @param steps the most steps of a transaction
     * @param crashes the share of transactions that end with an unknown outcome
     * @param lies the share of reads that show something else
     */
    record Load(boolean lists, int width, int keys, int writesPerKey, int steps, double crashes, double lies) {}

    private static final class Client {
        int process;
        List<Object> asked;
        List<Object> answered;
        boolean running;
        boolean committed;
        boolean refused;
        int next;
        long snapshot;
        Map<Long, List<Object>> writes = new HashMap<>();
    }

    private static final class Key {
        final List<Object> values = new ArrayList<>();
        final List<Long> times = new ArrayList<>();
        Client lock;
    }

    private final Isolation isolation;
    private final Load load;
    private final Random random;
    private final HistoryBuilder history = History.builder();
    private final Map<Long, Key> store = new HashMap<>();
    private final long[] active;
    private final long[] written;
    private long nextKey;
    private long clock;
    private int nextProcess;

    SimulatedDatabase(Isolation isolation, Load load, Random random) {
        this.isolation = isolation;
        this.load = load;
        this.random = random;
        this.active = new long[load.keys()];
        this.written = new long[load.keys()];
        for (int i = 0; i < active.length; i++) {
            active[i] = nextKey++;
        }
    }

    History run(int transactions) {
        Client[] clients = new Client[load.width()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new Client();
            clients[i].process = nextProcess++;
        }
        int left = transactions;
        int open = 0;
        while (left > 0 || open > 0 && random.nextInt(50) > 0) {
            Client client = clients[random.nextInt(clients.length)];
            if (client.asked == null) {
                if (left > 0) {
                    left--;
                    open++;
                    invoke(client);
                }
            } else if (advance(client)) {
                open--;
            }
        }
        return history.build();
    }

    /** One thing that the client or the database does next; true if the transaction is over. */
    private boolean advance(Client client) {
        if (random.nextDouble() < load.crashes() / 3) {
            boolean ready = client.running && !client.refused && client.next == client.asked.size();
            if (ready && !client.committed && random.nextBoolean()) {
                commit(client);
            }
            release(client);
            if (random.nextBoolean()) {
                event(client, OpType.INFO, client.asked);
            }
            client.process = nextProcess++;
            client.asked = null;
            return true;
        }
        if (!client.running) {
            client.running = true;
            begin(client);
        } else if (!client.refused && client.next < client.asked.size()) {
            step(client);
        } else if (!client.refused && !client.committed) {
            commit(client);
        } else {
            release(client);
            event(client, client.refused ? OpType.FAIL : OpType.OK, client.refused ? client.asked : client.answered);
            client.asked = null;
            return true;
        }
        return false;
    }

    private void invoke(Client client) {
        List<Object> steps = new ArrayList<>();
        int count = 1 + random.nextInt(load.steps());
        for (int i = 0; i < count; i++) {
            int place = random.nextInt(active.length);
            long key = active[place];
            if (random.nextBoolean()) {
                steps.add(Arrays.asList("r", key, null));
            } else {
                steps.add(List.of(load.lists() ? "append" : "w", key, ++written[place]));
                if (written[place] == load.writesPerKey()) {
                    active[place] = nextKey++;
                    written[place] = 0;
                }
            }
        }
        client.asked = steps;
        client.answered = new ArrayList<>();
        client.running = false;
        client.committed = false;
        client.refused = false;
        client.next = 0;
        client.writes.clear();
        event(client, OpType.INVOKE, steps);
    }

    private void begin(Client client) {
        client.snapshot = clock;
        boolean atOnce = isolation == Isolation.STRICT_SERIALIZABLE || isolation == Isolation.STALE_REPLICAS;
        if (isolation == Isolation.STALE_REPLICAS && isReadOnly(client)) {
            client.snapshot = Math.max(0, clock - random.nextInt(4));
        }
        if (atOnce || isolation == Isolation.SNAPSHOT) {
            while (client.next < client.asked.size()) {
                step(client);
            }
        }
        if (atOnce) {
            commit(client);
        }
    }

    private static boolean isReadOnly(Client client) {
        return client.asked.stream().allMatch(step -> ((List<?>) step).get(0).equals("r"));
    }

    private void step(Client client) {
        List<?> step = (List<?>) client.asked.get(client.next++);
        Long number = (Long) step.get(1);
        Key key = store.computeIfAbsent(number, absent -> new Key());
        if (step.get(0).equals("r")) {
            client.answered.add(Arrays.asList("r", number, answer(client, number, key)));
            return;
        }
        client.answered.add(step);
        if (isolation == Isolation.NONE) {
            key.values.add(step.get(2));
            key.times.add(++clock);
            client.refused = random.nextInt(10) == 0;
            return;
        }
        if (isolation == Isolation.READ_COMMITTED) {
            client.refused = key.lock != null && key.lock != client;
            key.lock = client.refused ? key.lock : client;
        }
        client.writes.computeIfAbsent(number, none -> new ArrayList<>()).add(step.get(2));
    }

    private Object answer(Client client, long number, Key key) {
        int visible = key.values.size();
        boolean snapshot = isolation != Isolation.READ_COMMITTED && isolation != Isolation.NONE;
        while (snapshot && visible > 0 && key.times.get(visible - 1) > client.snapshot) {
            visible--;
        }
        List<Object> seen = new ArrayList<>(key.values.subList(0, visible));
        seen.addAll(client.writes.getOrDefault(number, List.of()));
        if (random.nextDouble() < load.lies()) {
            lie(seen, key);
        }
        return load.lists() ? seen : seen.isEmpty() ? null : seen.get(seen.size() - 1);
    }

    private void lie(List<Object> seen, Key key) {
        if (!seen.isEmpty() && random.nextBoolean()) {
            seen.remove(random.nextInt(3) == 0 ? random.nextInt(seen.size()) : seen.size() - 1);
        } else if (!key.values.isEmpty()) {
            seen.add(key.values.get(random.nextInt(key.values.size())));
        }
    }

    private void commit(Client client) {
        client.committed = true;
        for (Long number : client.writes.keySet()) {
            Key key = store.get(number);
            long last = key.times.isEmpty() ? 0 : key.times.get(key.times.size() - 1);
            client.refused |= isolation == Isolation.SNAPSHOT && last > client.snapshot;
        }
        if (client.refused) {
            return;
        }
        clock++;
        client.writes.forEach((number, values) -> {
            store.get(number).values.addAll(values);
            values.forEach(value -> store.get(number).times.add(clock));
        });
    }

    private void release(Client client) {
        client.writes.keySet().forEach(number -> {
            Key key = store.get(number);
            key.lock = key.lock == client ? null : key.lock;
        });
    }

    private void event(Client client, OpType type, Object value) {
        history.add(new Op(0, 0, client.process, type, "txn", null, value, null));
    }
}
