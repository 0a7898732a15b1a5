package io.partita.testbed.contract;

/**
 * Something in which an answer differs from the recorded one.
 *
 * @param place {@code status}, {@code header NAME}, {@code body}, or a path in the body's JSON
 * @param what such as {@code missing}, {@code extra}, or {@code number instead of string}
 */
record Difference(String place, String what) {

    static final String MISSING = "missing";
    static final String EXTRA = "extra";

    static Difference instead(String place, Object ours, Object recorded) {
        return new Difference(place, ours + " instead of " + recorded);
    }
}
