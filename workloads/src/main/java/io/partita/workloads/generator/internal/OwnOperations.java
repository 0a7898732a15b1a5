package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.Arrays;

/** The processes that have an operation of one generator under way. Immutable. */
final class OwnOperations {

    static final OwnOperations NONE = new OwnOperations(new int[0]);

    private final int[] processes;

    private OwnOperations(int[] processes) {
        this.processes = processes;
    }

    int size() {
        return processes.length;
    }

    /** After {@code process} was given an operation. */
    OwnOperations begun(int process) {
        int[] longer = Arrays.copyOf(processes, processes.length + 1);
        longer[processes.length] = process;
        return new OwnOperations(longer);
    }

    /** Whether {@code event} ends one of them. */
    boolean areEndedBy(Op event) {
        return event.type() != OpType.INVOKE && !event.isNemesis() && indexOf(event.process()) >= 0;
    }

    /** After {@code process} was told how its operation ended. */
    OwnOperations ended(int process) {
        int index = indexOf(process);
        int[] shorter = Arrays.copyOf(processes, processes.length - 1);
        System.arraycopy(processes, index + 1, shorter, index, shorter.length - index);
        return new OwnOperations(shorter);
    }

    private int indexOf(int process) {
        for (int i = 0; i < processes.length; i++) {
            if (processes[i] == process) {
                return i;
            }
        }
        return -1;
    }
}
