package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.api.Description;
import io.betintel.ev.harness.ApiClient;
import java.util.List;

/**
 * Sends what would be code elsewhere as every parameter of every route.
 *
 * @param endless the route whose answer does not end
 */
record HostileValues(ApiClient admin, Description description, String endless) {
  private static final List<String> ATTEMPTS =
      List.of(
          "' OR '1'='1",
          "'; DROP TABLE bets; --",
          "x') UNION SELECT version() --",
          "\\'; SELECT pg_sleep(9)--",
          "?",
          "$1",
          "{}",
          "%",
          "\0");

  void areOnlyValues() throws Exception {
    for (String route : description.paths()) {
      if (!route.startsWith("/v1/")) {
        continue;
      }
      for (String attempt : ATTEMPTS) {
        String value = ApiClient.encode(attempt);
        String path = route.replaceAll("\\{[^}]*\\}", value);
        if (!route.equals(endless)) {
          assertThat(admin.get(path).status()).as(path).isIn(route.equals(path) ? 200 : 404, 400);
        }
        String plain = route.replaceAll("\\{[^}]*\\}", "nothing");
        for (String parameter : description.parameters(route)) {
          ApiClient.Answer answer = admin.get(plain + "?" + parameter + "=" + value);
          assertThat(answer.status()).as(plain + " " + parameter).isIn(200, 400, 404);
          if (answer.status() == 200) {
            assertThat(answer.listed()).as(plain + " " + parameter).isZero();
          }
        }
      }
      if (!description.parameters(route).isEmpty()) {
        assertThat(admin.get(route.replaceAll("\\{[^}]*\\}", "x") + "?no=1").detail())
            .endsWith("this route accepts " + String.join(", ", description.parameters(route)));
      }
    }
  }
}
