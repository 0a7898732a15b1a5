package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwoColumnsTests {

    private static final Map<String, String> ENTRIES = new LinkedHashMap<>();

    static {
        ENTRIES.put("kill", "SIGKILL to the system's processes.");
        ENTRIES.put("  kill:of=", "");
    }

    @Test
    void whereThereIsRoomEveryNameHasOneLine() {
        assertThat(TwoColumns.lines(ENTRIES, Integer.MAX_VALUE))
                .containsExactly("kill        SIGKILL to the system's processes.", "  kill:of=");
    }

    @Test
    void whatIsTooWideGoesOnBelowItsBeginning() {
        assertThat(TwoColumns.lines(ENTRIES, 36))
                .containsExactly("kill        SIGKILL to the system's", "            processes.", "  kill:of=");
    }

    @Test
    void aTerminalWithoutRoomForTwoColumnsBreaksLinesItself() {
        assertThat(TwoColumns.lines(ENTRIES, 25)).hasSize(2);
    }
}
