package io.partita.checker.internal.search;

import io.partita.checker.Script;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A register under many clients at once, each operation taking effect somewhere between its invocation and its return. */
final class BusyRegister {

    private final Random random;
    private final int clients;
    private final long values;
    private final double crashes;
    private final Script script = Script.script();
    private final String[] f;
    private final Object[] input;
    private final Object[] answer;
    private final boolean[] applied;
    private final int[] process;
    private int nextProcess;
    private Object value;

    BusyRegister(long seed, int clients, long values, double crashes) {
        this.random = new Random(seed);
        this.clients = clients;
        this.values = values;
        this.crashes = crashes;
        f = new String[clients];
        input = new Object[clients];
        answer = new Object[clients];
        applied = new boolean[clients];
        process = new int[clients];
        Arrays.setAll(process, i -> nextProcess++);
    }

    /** A history of that many operations; some are still open at the end. */
    Script history(int operations) {
        int invoked = 0;
        while (invoked < operations) {
            int client = random.nextInt(clients);
            if (f[client] == null) {
                invoke(client);
                invoked++;
            } else if (!applied[client]) {
                apply(client);
            } else {
                complete(client);
            }
        }
        return script;
    }

    private void invoke(int client) {
        int choice = random.nextInt(10);
        f[client] = choice < 4 ? "read" : choice < 8 ? "write" : "cas";
        input[client] = switch (f[client]) {
            case "read" -> null;
            case "write" -> randomValue();
            default -> List.of(randomValue(), randomValue());
        };
        applied[client] = false;
        script.invoke(process[client], f[client], input[client]);
    }

    private long randomValue() {
        return (long) (random.nextDouble() * values);
    }

    private void apply(int client) {
        applied[client] = true;
        answer[client] = input[client];
        switch (f[client]) {
            case "read" -> answer[client] = value;
            case "write" -> value = input[client];
            default -> {
                List<?> pair = (List<?>) input[client];
                if (pair.get(0).equals(value)) {
                    value = pair.get(1);
                } else {
                    f[client] = "refused";
                }
            }
        }
    }

    private void complete(int client) {
        if (random.nextDouble() < crashes) {
            script.info(process[client]);
            process[client] = nextProcess++;
        } else if (f[client].equals("refused")) {
            script.fail(process[client]);
        } else {
            script.ok(process[client], answer[client]);
        }
        f[client] = null;
    }
}
