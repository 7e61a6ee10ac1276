package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTextTest {
  private static final Map<String, String> FATES = Map.of("a", "b", "c", "c");

  @Test
  void aColumnIsReplacedWhereItIsOneAndNotElsewhere() {
    assertThat(
            SqlText.column(
                "USING btree (kind, lower(kind::text), (x).kind, kind(n)) WHERE (kind <> 'kind')",
                "kind",
                "\"kind_new\""))
        .isEqualTo(
            "USING btree (\"kind_new\", lower(\"kind_new\"::text), (x).kind, kind(n)) WHERE"
                + " (\"kind_new\" <> 'kind')");
    assertThat(SqlText.column("(\"Kind\" = kind)", "\"Kind\"", "k")).isEqualTo("(k = kind)");
  }

  @Test
  void literalsOfTheTypeBecomeWhatTheirLabelsBecome() {
    assertThat(type("(t = 'a'::kind) OR (t = 'c'::kind) OR (n = 'a'::text) OR x::kind = 'it''s'"))
        .isEqualTo(
            "(t = 'b'::kind_new) OR (t = 'c'::kind_new) OR (n = 'a'::text) OR x::kind_new = 'it''s'");
    assertThat(type("t = ANY ('{a,c}'::kind[]) OR t = ANY ('{}'::kind[])"))
        .isEqualTo("t = ANY ('{b,c}'::kind_new[]) OR t = ANY ('{}'::kind_new[])");
    assertThat(type("t = 'a'::kinder")).isEqualTo("t = 'a'::kinder");
  }

  @Test
  void aTypeWithItsSchemaIsOneName() {
    assertThat(SqlText.type("'a'::s.kind", "s.kind", "s.\"kind_new\"", FATES::get))
        .isEqualTo("'b'::s.\"kind_new\"");
  }

  @Test
  void aLabelWithoutAPlaceIsRefused() {
    assertThatThrownBy(() -> type("t = 'gone'::kind")).hasMessage("gone");
  }

  @Test
  void aWordIsFoundOutsideOfParenthesesOnly() {
    String sql = "USING btree ((a = 'WHERE')) WHERE b";
    assertThat(sql.substring(SqlText.outside(sql, "WHERE"))).isEqualTo("WHERE b");
    assertThat(SqlText.outside(sql, "TABLESPACE")).isEqualTo(-1);
  }

  private static String type(String sql) {
    return SqlText.type(
        sql,
        "kind",
        "kind_new",
        label -> {
          if (FATES.get(label) == null) {
            throw new IllegalArgumentException(label);
          }
          return FATES.get(label);
        });
  }
}
