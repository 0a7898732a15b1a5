package io.partita.checker.history;

import java.nio.file.Path;
import java.util.Map;

/** Appends until it is killed, and prints after each flush how many events were flushed, in seven digits. */
final class JournalKillMain {

    private JournalKillMain() {}

    public static void main(String[] arguments) throws Exception {
        try (JournalWriter journal = JournalWriter.create(Path.of(arguments[0]), Map.of("model", "register"))) {
            for (long n = 0; n < 4_999_999; n++) {
                OpType type = n % 2 == 0 ? OpType.INVOKE : OpType.OK;
                journal.append(
                        new Op(n, n, 1, type, "write", null, "value " + n / 2 + "x".repeat((int) (n % 300)), null));
                if (n % 97 == 0) {
                    journal.flush();
                    System.out.println(String.format("%07d", n + 1));
                }
            }
        }
    }
}
