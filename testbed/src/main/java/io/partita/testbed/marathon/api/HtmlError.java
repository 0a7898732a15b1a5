package io.partita.testbed.marathon.api;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The page that a standby answers with when it cannot pass a request on: HTML, not JSON, as clients have to expect. */
final class HtmlError {

    private HtmlError() {}

    static Response of(int status, String reason, String path, Optional<Address> leader) {
        Map<String, String> headers = new LinkedHashMap<>();
        leader.ifPresent(address -> headers.put("X-Marathon-Leader", "http://" + address));
        headers.put("Cache-Control", "must-revalidate,no-cache,no-store");
        headers.put("Content-Type", "text/html;charset=utf-8");
        String page = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/><title>Error "
                + status + " " + reason + "</title></head><body><h2>HTTP ERROR " + status
                + "</h2><p>Problem accessing " + escaped(path) + ". Reason:<pre>    " + reason
                + "</pre></p></body></html>";
        return new Response(status, headers, page.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
