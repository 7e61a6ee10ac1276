package io.betintel.ev.restructure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The default of a column, for its new type. */
final class Defaults {
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'::[a-z ]+(\\(\\d+\\))?");

  private Defaults() {}

  /**
   * @throws IllegalArgumentException if it names what has no place in the target, or an adopted
   *     column's is not a literal
   */
  static String of(EnumColumn column, Conversion conversion) {
    String expression = column.expression();
    if (!conversion.adopts()) {
      return conversion.relabelled(expression);
    }
    Matcher text = TEXT.matcher(expression);
    if (!text.matches()) {
      throw new IllegalArgumentException("is " + expression + ", which is not a literal");
    }
    String label =
        conversion
            .target()
            .fate(text.group(1))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "is " + expression + ", which has no place in the target"));
    return Names.literal(label) + "::" + conversion.type().qualified();
  }
}
