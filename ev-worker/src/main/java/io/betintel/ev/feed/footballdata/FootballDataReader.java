package io.betintel.ev.feed.footballdata;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedReader;
import io.betintel.ev.feed.FileText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Files of football-data.co.uk: seasons of the main leagues and of the extra ones, and fixtures;
 * match winner, goals over and under, and Asian handicap at every bookmaker that the header names.
 *
 * <p>Each row is two moments, opening and closing; by our convention the first is 24 hours and the
 * second 5 minutes before kick-off, observed and quoted at the same time. The prices of a match
 * that is to come are of now. Kick-off is United Kingdom time, 15:00 where the file has none.
 */
public final class FootballDataReader implements FeedReader {
  /** Spreadsheets write semicolons or tabs where the comma is the decimal mark. */
  private static final Pattern HEADER = Pattern.compile("\"?(?:Div|Country)\"?([,;\\t])");

  private final Clock clock;

  /**
   * @param clock tells which matches are to come
   */
  public FootballDataReader(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String reads() {
    return "a football-data.co.uk file, whose header starts with Div or Country";
  }

  @Override
  public boolean recognises(String start) {
    return HEADER.matcher(start).lookingAt();
  }

  @Override
  public FeedFile read(String name, byte[] content) {
    String text = FileText.of(content).stripLeading();
    Matcher header = HEADER.matcher(text);
    if (!header.lookingAt()) {
      throw new FeedFileException("is not " + reads());
    }
    char delimiter = header.group(1).charAt(0);
    try (CSVParser rows = CSVParser.parse(text, format(delimiter))) {
      FootballLayout layout = FootballLayout.of(rows.getHeaderNames());
      FootballSeason season = new FootballSeason(name, layout, delimiter != ',', clock.instant());
      try {
        for (CSVRecord row : rows) {
          season.add(row, rows.getCurrentLineNumber());
        }
      } catch (UncheckedIOException e) {
        season.brokenOff(e.getMessage()); // a quote never closed; the rows before it are read
      }
      return season.file();
    } catch (IOException e) {
      throw new FeedFileException("cannot be read: " + e.getMessage());
    }
  }

  private static CSVFormat format(char delimiter) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setHeader()
        .setSkipHeaderRecord(true)
        .setAllowMissingColumnNames(true)
        .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
        .setTrim(true)
        .get();
  }
}
