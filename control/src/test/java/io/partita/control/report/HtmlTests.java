package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTests {

    @Test
    void markupIsText() {
        assertThat(Html.escape("<b title='x'>\"&\"")).isEqualTo("&lt;b title=&#39;x&#39;&gt;&quot;&amp;&quot;");
    }

    @Test
    void whatTurnsTheDirectionOfTheRestIsShownAsASign() {
        assertThat(Html.escape("שלום \u202edetrever")).isEqualTo("שלום \\u202edetrever");
    }
}
