package io.partita.workloads.generator.internal;

/** No operation at all. */
public record Nothing() implements BuiltIn {

    public static final Nothing INSTANCE = new Nothing();

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Offer offer(Context context) {
        return Exhausted.INSTANCE;
    }
}
