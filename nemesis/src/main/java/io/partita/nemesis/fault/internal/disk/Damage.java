package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.node.DataFiles;
import io.partita.nemesis.node.DataFiles.Place;
import io.partita.nemesis.node.FileReading;
import io.partita.provisioning.remote.Command;
import java.util.Map;

/** What is wrong with one file. Immutable. */
sealed interface Damage {

    /** Where. */
    Place place();

    /** In words. */
    String words();

    /** The same for programs. */
    Map<String, Object> toJson();

    Command inject();

    Command undo();

    Command check();

    /** What {@code now} lacks for being damaged in this way, having been {@code before}; empty if nothing. */
    String notDamaged(FileReading before, FileReading now);

    /** Whether {@code now} is damaged still. */
    boolean isDamaged(FileReading now);

    /** One bit is the other way round. */
    record Flip(Place place, int was, int bit) implements Damage {
        private int becomes() {
            return was ^ 1 << bit;
        }

        @Override
        public String words() {
            return "flip bit " + bit + " of byte " + place.at() + " of " + place.path();
        }

        @Override
        public Map<String, Object> toJson() {
            return Map.of("kind", "bitflip", "path", place.path(), "at", place.at(), "bit", bit);
        }

        @Override
        public Command inject() {
            return DataFiles.flip(place, was, becomes());
        }

        @Override
        public Command undo() {
            return DataFiles.flipBack(place, was, becomes());
        }

        @Override
        public Command check() {
            return DataFiles.checkFlip(place, was, becomes());
        }

        @Override
        public String notDamaged(FileReading before, FileReading now) {
            if (!now.same()) {
                return "was replaced by another file";
            }
            return now.around().equals(before.aroundWith(place, becomes()))
                    ? ""
                    : "does not differ at byte " + place.at() + " alone: " + now.around() + " for " + before.around();
        }

        @Override
        public boolean isDamaged(FileReading now) {
            return now.same() && now.byteAt(place) == becomes();
        }
    }

    /** Its end is missing. */
    record Cut(Place place, long size) implements Damage {
        @Override
        public String words() {
            return "cut " + place.path() + " from " + size + " to " + place.at() + " bytes";
        }

        @Override
        public Map<String, Object> toJson() {
            return Map.of("kind", "truncate", "path", place.path(), "at", place.at(), "size", size);
        }

        @Override
        public Command inject() {
            return DataFiles.cut(place);
        }

        @Override
        public Command undo() {
            return DataFiles.cutBack(place);
        }

        @Override
        public Command check() {
            return DataFiles.checkCut(place);
        }

        /** A system that goes on writing where it was makes the file long again, with a hole where the end was. */
        @Override
        public String notDamaged(FileReading before, FileReading now) {
            if (!now.same()) {
                return "was replaced by another file";
            }
            return now.size() == place.at() ? "" : "is " + now.size() + " bytes long";
        }

        @Override
        public boolean isDamaged(FileReading now) {
            return now.same() && now.size() == place.at();
        }
    }
}
