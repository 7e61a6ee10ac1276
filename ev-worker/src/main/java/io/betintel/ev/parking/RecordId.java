package io.betintel.ev.parking;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a record of a topic for people: {@code 3@17} is offset 17 of partition 3.
 *
 * @param partition from 0
 * @param offset from 0
 */
public record RecordId(int partition, long offset) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

  /**
   * @throws IllegalArgumentException if the text has another form; the message names the right one
   */
  public static RecordId of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" does not name a record: write PARTITION@OFFSET, such as 3@17");
    }
    return new RecordId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
