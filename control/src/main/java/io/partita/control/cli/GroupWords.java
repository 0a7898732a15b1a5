package io.partita.control.cli;

import java.util.ArrayList;
import java.util.List;

/** Words with {@code --} between groups of them. */
final class GroupWords {

    private static final String SEPARATOR = "--";

    private GroupWords() {}

    /**
     * The groups of a command line: {@code a b -- c} and {@code -- a b -- c} are two.
     *
     * @param words the words that are no options, without the first {@code --}, which ends the options
     * @param line the whole command line
     */
    static List<List<String>> split(List<String> words, List<String> line) {
        int first = line.indexOf(SEPARATOR);
        if (first < 0) {
            return List.of(words);
        }
        List<String> behind = line.subList(first + 1, line.size());
        List<List<String>> groups = new ArrayList<>();
        if (words.size() > behind.size()) {
            groups.add(words.subList(0, words.size() - behind.size()));
        }
        List<String> group = new ArrayList<>();
        for (String word : behind) {
            if (word.equals(SEPARATOR)) {
                groups.add(group);
                group = new ArrayList<>();
            } else {
                group.add(word);
            }
        }
        groups.add(group);
        return groups;
    }
}
