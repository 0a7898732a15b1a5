package io.partita.checker.internal.transactions;

import java.util.Arrays;

/** A list of ints that grows. Not thread-safe. */
final class IntList {

    private int[] elements;
    private int size;

    IntList() {
        this(16);
    }

    IntList(int capacity) {
        elements = new int[capacity];
    }

    void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, Math.max(16, size + (size >> 1)));
        }
        elements[size++] = element;
    }

    int get(int index) {
        return elements[index];
    }

    void set(int index, int element) {
        elements[index] = element;
    }

    int last() {
        return elements[size - 1];
    }

    int removeLast() {
        return elements[--size];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    int[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
