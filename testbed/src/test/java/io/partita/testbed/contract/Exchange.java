package io.partita.testbed.contract;

import java.util.List;

/**
 * A request, and both answers to it.
 *
 * @param endpoint who was asked for what, such as {@code master /state}
 * @param situation when, such as a directory of recordings
 * @param differences between the answers
 */
public record Exchange(String endpoint, String situation, List<Difference> differences) {

    public Exchange {
        differences = List.copyOf(differences);
    }

    public static Exchange of(String endpoint, String situation, Answer recorded, Answer ours) {
        return new Exchange(endpoint, situation, Comparison.of(recorded, ours));
    }

    @Override
    public String toString() {
        return endpoint + " (" + situation + ")";
    }
}
