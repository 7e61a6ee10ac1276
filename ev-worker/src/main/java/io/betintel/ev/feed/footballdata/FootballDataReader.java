package io.betintel.ev.feed.footballdata;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Season files of football-data.co.uk: match winner, goals over and under 2.5, and Asian handicap
 * at the bookmakers of {@link FootballQuote}.
 *
 * <p>Each row is two moments, opening and closing; by our convention the first is 24 hours and the
 * second 5 minutes before kick-off, observed and quoted at the same time. Kick-off is United
 * Kingdom time, 15:00 where the file has none.
 */
public final class FootballDataReader implements FeedReader {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
          .setTrim(true)
          .get();

  private static final List<String> NEEDED = List.of("Div", "Date", "HomeTeam", "AwayTeam");

  @Override
  public String reads() {
    return "a football-data.co.uk season, whose header starts with Div";
  }

  @Override
  public boolean recognises(String start) {
    return start.startsWith("Div,");
  }

  @Override
  public FeedFile read(String name, byte[] content) {
    FootballSeason season = new FootballSeason(name);
    try (CSVParser rows = CSVParser.parse(text(content), FORMAT)) {
      for (String column : NEEDED) {
        if (!rows.getHeaderMap().containsKey(column)) {
          throw new FeedFileException("has no column " + column);
        }
      }
      for (CSVRecord row : rows) {
        season.add(row, rows.getCurrentLineNumber());
      }
    } catch (IOException | UncheckedIOException e) {
      season.brokenOff(e.getMessage()); // a quote that is never closed; the rows before it are read
    }
    return season.file();
  }

  /** Newer files are UTF-8, older ones Windows-1252. */
  private static String text(byte[] content) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      text = new String(content, Charset.forName("windows-1252"));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
