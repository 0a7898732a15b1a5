package io.partita.checker.history;

import java.util.Arrays;

/**
 * What every process is doing: a hash table from process numbers to ints, because a long run in which clients crash
 * uses up very many numbers.
 */
final class Processes {

    /** The process has nothing open. */
    static final int IDLE = -1;
    /** The process may not invoke again. */
    static final int CRASHED = -2;

    /** Process numbers; -1 where a place is free. */
    private int[] processes = new int[64];

    private int[] states = new int[64];

    private int used;

    Processes() {
        Arrays.fill(processes, -1);
    }

    /** The invocation that {@code process} has open, or {@link #IDLE}, or {@link #CRASHED}. */
    int get(int process) {
        int place = place(process);
        return processes[place] < 0 ? IDLE : states[place];
    }

    void put(int process, int state) {
        int place = place(process);
        if (processes[place] < 0) {
            processes[place] = process;
            used++;
        }
        states[place] = state;
        if (2 * used > processes.length) {
            grow();
        }
    }

    /** Where {@code process} stands, or the free place where it belongs. */
    private int place(int process) {
        int mask = processes.length - 1;
        int place = (process * 0x9E3779B9 >>> 5) & mask;
        while (processes[place] >= 0 && processes[place] != process) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        int[] oldProcesses = processes;
        int[] oldStates = states;
        processes = new int[2 * oldProcesses.length];
        states = new int[processes.length];
        Arrays.fill(processes, -1);
        for (int i = 0; i < oldProcesses.length; i++) {
            if (oldProcesses[i] >= 0) {
                int place = place(oldProcesses[i]);
                processes[place] = oldProcesses[i];
                states[place] = oldStates[i];
            }
        }
    }
}
