package io.partita.testbed.marathon.store;

/**
 * Where things are kept: {@code <root>/<category>/<bucket>/<id>}, and versions of an app below its node. The bucket is one
 * of sixteen, by the hash of the id. Older releases had flat keys; all profiles use this form here.
 */
record Layout(String root) {

    /** The kinds of things, as the nodes are named. */
    enum Category {
        APP("app"),
        INSTANCE("instance"),
        DEPLOYMENT("deployment"),
        TASK_FAILURE("taskFailures"),
        FRAMEWORK_ID("framework-id");

        private final String word;

        Category(String word) {
            this.word = word;
        }
    }

    private static final int BUCKETS = 16;

    String category(Category category) {
        return root + "/" + category.word;
    }

    String node(Category category, String id) {
        return category(category) + "/" + Integer.toHexString(Math.floorMod(id.hashCode(), BUCKETS)) + "/" + id;
    }

    /** The node that a leader changes when it takes over; who wrote it last may write. */
    String fence() {
        return root + "/fence";
    }
}
