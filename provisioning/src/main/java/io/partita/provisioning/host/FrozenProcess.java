package io.partita.provisioning.host;

import java.util.List;

/**
 * A process that is in a control group of {@link NodeHost#freezeProcesses}. Immutable.
 *
 * @param stands whether the kernel says that everything in the group stands still
 * @param process a word of {@link io.partita.provisioning.system.HasProcess#process}
 * @param cpuTicks the time on the cpu that it has used since it began, in clock ticks
 */
public record FrozenProcess(boolean stands, String process, long cpuTicks) {

    /** Reads what {@link NodeHost#frozenProcesses} printed. */
    public static List<FrozenProcess> parse(String output) {
        return output.lines()
                .map(line -> line.split(" "))
                .map(words -> new FrozenProcess(words[0].equals("frozen"), words[1], Long.parseLong(words[2])))
                .toList();
    }
}
