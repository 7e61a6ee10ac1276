package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.api.KeyList.BadKeysException;
import io.betintel.ev.bettype.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyListTest {
  /** Of the text {@code abc}: FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void callerIsFoundByTheKeysDigest() throws Exception {
    KeyList list = KeyList.parse(List.of("# the desk", "", "  premium  desk-1\t" + ABC + "  "));

    assertThat(list.find("abc")).contains(new Caller("desk-1", Role.PREMIUM, ABC.substring(7)));
    assertThat(list.find("abd")).isEmpty();
    assertThat(list.find("")).isEmpty();
    assertThat(list.find(ABC)).as("a reader of the file has no key").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "premium desk; line 2 has 2 fields: ROLE NAME sha256:HEX is accepted",
        "gold desk %ABC%; line 2 has an unknown role: role is \"gold\": accepted are free,"
            + " basic, premium, admin",
        "gold-9fQ2xL0b-secret desk %ABC%; line 2 has an unknown role: free, basic, premium, admin are"
            + " accepted",
        "basic ev_9fQ2xL0b_7Yc1mWk3aPzR5t %ABC%; line 2 has a key for a name: the file has digests"
            + " only: replace the key, as it has been written down",
        "basic de/sk %ABC%; line 2 has an invalid name: 1 to 64 letters, digits and . _ @ - are"
            + " accepted",
        "basic desk abc; line 2 has no digest: sha256: and 64 lower-case hexadecimal digits are"
            + " accepted, as ev-worker api-keys new prints them",
        "basic first %OTHER%; line 2 repeats the name first: give each key its own name",
        "basic desk %ABC%; line 2 repeats a digest: give each caller its own key"
      })
  void badLineIsNamedWithItsFieldAndTheRemedy(String line, String message) {
    String other = ABC.replace("ba", "ab");
    String second = line.replace("%ABC%", ABC).replace("%OTHER%", other);

    assertThatThrownBy(() -> KeyList.parse(List.of("admin first " + ABC, second)))
        .isInstanceOf(BadKeysException.class)
        .hasMessage(message)
        .hasMessageNotContaining("ba7816")
        .hasMessageNotContaining("9fQ2xL0b");
  }

  @Test
  void callerWhoseKeyOrRoleIsAnotherIsNotKnownAnyMore() throws Exception {
    Caller caller = KeyList.parse(List.of("basic desk " + ABC)).find("abc").orElseThrow();

    assertThat(KeyList.parse(List.of("basic desk " + ABC)).knows(caller)).isTrue();
    assertThat(KeyList.parse(List.of("premium desk " + ABC)).knows(caller)).isFalse();
    assertThat(KeyList.parse(List.of("basic desk " + ABC.replace("ba", "ab"))).knows(caller))
        .isFalse();
    assertThat(KeyList.parse(List.of()).knows(caller)).isFalse();
  }

  @Test
  void freshKeyIsKnownByItsLineAndNowhereElse() throws Exception {
    NewKey key = NewKey.of("reader@example.com", Role.BASIC);

    assertThat(key.text()).matches("ev_[A-Za-z0-9_-]{43}"); // 32 bytes in base 64
    assertThat(key.line()).startsWith("basic reader@example.com sha256:");
    assertThat(key.line() + key).doesNotContain(key.text());
    assertThat(KeyList.parse(List.of(key.line())).find(key.text()))
        .map(caller -> caller.name() + " " + caller.role())
        .contains("reader@example.com BASIC");
    assertThat(NewKey.of("reader", Role.BASIC).text()).isNotEqualTo(key.text());
  }
}
