package io.partita.nemesis.node;

import java.util.HexFormat;
import java.util.List;

/**
 * A file around one place, as {@link DataFiles#read} printed it. Immutable.
 *
 * @param same whether it is the file that it was, and no other of its name
 * @param size its length; 0 of another
 * @param around up to 16 bytes before the place, the byte there, and up to 16 behind, in hexadecimal
 */
public record FileReading(boolean same, long size, String around) {

    /** Reads the output of {@link DataFiles#read}. */
    public static FileReading parse(String output) {
        List<String> lines = output.lines().toList();
        String[] word = lines.get(0).split(" ");
        return new FileReading(word[0].equals("same"), Long.parseLong(word[1]), lines.size() > 1 ? lines.get(1) : "");
    }

    /** The byte at {@code place}, from 0 to 255; -1 if the file ends before it. */
    public int byteAt(DataFiles.Place place) {
        int index = 2 * (int) Math.min(place.at(), 16);
        return index + 2 <= around.length() ? HexFormat.fromHexDigits(around, index, index + 2) : -1;
    }

    /** The same reading with {@code value} at {@code place}. */
    public String aroundWith(DataFiles.Place place, int value) {
        int index = 2 * (int) Math.min(place.at(), 16);
        return around.substring(0, index) + HexFormat.of().toHexDigits((byte) value) + around.substring(index + 2);
    }
}
