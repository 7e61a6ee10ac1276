package io.betintel.ev.feed.footballdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFixture;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Files as football-data.co.uk makes them, of random bookmakers and cells: every cell of a price
 * column that is not blank is sent, in a problem, or left out and counted.
 */
final class FootballFilesAddUpTest {
  private static final List<String> CODES =
      List.of("B365", "PS", "P", "BW", "BFE", "CL", "Max", "Avg", "Bb", "XQ", "1XB", "Z9");

  private final Random random = new Random(20261129);
  private int prices;

  @Test
  void randomFilesAddUp() {
    for (int i = 0; i < 1_000; i++) {
      prices = 0;
      String text = file();
      FeedFile file =
          FeedFixture.text(
              new FootballDataReader(
                  Clock.fixed(Instant.parse("2035-08-10T12:00:00Z"), ZoneOffset.UTC)),
              text);

      assertThat(file.prices().read()).as(text).isEqualTo(prices);
      assertThat(file.usable() + file.lost() + file.prices().leftOut())
          .as(text + "\n" + file.problems())
          .isEqualTo(prices);
    }
  }

  private String file() {
    boolean extra = random.nextInt(4) == 0;
    boolean semicolons = random.nextInt(4) == 0;
    List<String> columns = new ArrayList<>(columns(extra));
    String separator = semicolons ? ";" : ",";
    String head =
        extra
            ? "Country,League,Season,Date,Time,Home,Away,HG,AG,Res"
            : "Div,Date,Time,HomeTeam,AwayTeam,FTHG,FTAG,FTR";
    StringBuilder text = new StringBuilder(head.replace(",", separator));
    columns.forEach(column -> text.append(separator).append(column));
    for (int row = 1 + random.nextInt(4); row > 0; row--) {
      String date = random.nextInt(8) == 0 ? "when" : (10 + row) + "/08/2025";
      String match = date + ",15:00,Ash " + row + ",Birch,2,1,H";
      text.append('\n')
          .append(((extra ? "Brazil,Serie A,2025," : "E0,") + match).replace(",", separator));
      for (String column : columns) {
        text.append(separator).append(cell(column.equals("AHh"), semicolons));
      }
    }
    return text.append('\n').toString();
  }

  /** Each code has markets of its own; a handicap's line is one column for all. */
  private List<String> columns(boolean extra) {
    List<String> codes = new ArrayList<>(CODES);
    Collections.shuffle(codes, random);
    // One that is always there: a file without any is refused.
    List<String> columns =
        new ArrayList<>(extra ? List.of("LBCH", "LBCD", "LBCA") : List.of("LBH", "LBD", "LBA"));
    if (!extra) {
      columns.add("AHh");
    }
    for (String code : codes.subList(0, 1 + random.nextInt(5))) {
      String closing = extra || random.nextInt(3) == 0 ? "C" : "";
      if (random.nextInt(4) > 0) {
        List.of("H", "D", "A").forEach(end -> columns.add(code + closing + end));
      }
      if (!extra && random.nextBoolean()) {
        List.of(">2.5", "<2.5").forEach(end -> columns.add(code + closing + end));
      }
      if (!extra && closing.isEmpty() && random.nextBoolean()) {
        List.of("AHH", "AHA").forEach(end -> columns.add(code + end));
      }
    }
    return columns;
  }

  private String cell(boolean isLine, boolean decimalComma) {
    int kind = random.nextInt(10);
    if (isLine) {
      return kind == 0 ? "" : decimalComma ? "-0,25" : "-0.25";
    }
    if (kind == 0) {
      return "";
    }
    prices++;
    String price = kind == 1 ? "1.0" : kind == 2 ? "x" : "2." + random.nextInt(10);
    return decimalComma ? price.replace('.', ',') : price;
  }
}
