package io.partita.checker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTests {

    @Test
    void ordinaryTextIsShownAsItIs() {
        assertThat(Values.show("שלום \\ \"é\" 🎻")).isEqualTo("\"שלום \\ \"é\" 🎻\"");
    }

    /** A system may answer what it likes; on a terminal it must not paint over our verdict. */
    @Test
    void whatATerminalWouldObeyIsShownAsASign() {
        assertThat(Values.show(List.of("\u001b[2K\rVALID\n", Map.of("k", "a\tb\u0007"))))
                .isEqualTo("[\"\\u001b[2K\\rVALID\\n\", {k=\"a\\tb\\u0007\"}]");
    }

    @Test
    void whatTurnsTheDirectionOfTheRestIsShownAsASign() {
        assertThat(Values.visible("a\u202eb\u2066c")).isEqualTo("a\\u202eb\\u2066c");
    }
}
