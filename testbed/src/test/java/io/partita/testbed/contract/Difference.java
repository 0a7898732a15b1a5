package io.partita.testbed.contract;

/**
 * Something in which an answer differs from the recorded one.
 *
 * @param place {@code status}, {@code header NAME}, {@code headers}, {@code body}, or a path in the body's JSON
 * @param what such as {@code missing}, {@code extra}, {@code number instead of string}, or {@code this key before that}
 */
public record Difference(String place, String what) {

    static final String MISSING = "missing";
    static final String EXTRA = "extra";
    static final String ORDER = "in another order";

    static Difference instead(String place, Object ours, Object recorded) {
        return new Difference(place, ours + " instead of " + recorded);
    }
}
