package io.betintel.ev.cli.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.fit.Coverage;
import io.betintel.ev.fit.LadderRow;
import io.betintel.ev.fit.OneSidedRow;
import io.betintel.ev.fit.Quality;
import io.betintel.ev.fit.SamePoints;
import io.betintel.ev.fit.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code backtest --ladders} prints; each line ends with a line feed. */
public final class LaddersReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LaddersReport() {}

  /** As four tables. */
  public static String text(List<LadderRow> rows, List<OneSidedRow> oneSided) {
    TextTable shares =
        new TextTable("family", "sport", "ladders", "offers", "valued before", "valued after");
    List<String> header = new ArrayList<>(List.of("family", "sport"));
    header.addAll(QualityCells.HEADER);
    TextTable misses = new TextTable(header.toArray(new String[0]));
    int offers = 0;
    int before = 0;
    int after = 0;
    for (LadderRow row : rows) {
      offers += row.offers();
      before += row.before();
      after += row.after();
      shares.row(
          row.group().family(),
          row.group().sport(),
          Integer.toString(row.ladders()),
          Integer.toString(row.offers()),
          share(row.before(), row.offers()),
          row.hasModel() ? share(row.after(), row.offers()) : "no model");
      List<String> cells = new ArrayList<>(List.of(row.group().family(), row.group().sport()));
      cells.addAll(new QualityCells(row.quality()).cells());
      misses.row(cells.toArray(new String[0]));
    }
    shares.row(
        "all", "", "", Integer.toString(offers), share(before, offers), share(after, offers));
    StringBuilder text = new StringBuilder();
    shares.lines().forEach(line -> text.append(line).append('\n'));
    text.append("\nMisses of points that were left out, as probabilities in per cent:\n");
    misses.lines().forEach(line -> text.append(line).append('\n'));
    return text + SamePointsReport.text(rows) + OneSidedReport.text(oneSided);
  }

  /** As one JSON object on one line: fractions, null for what is missing. */
  public static String json(List<LadderRow> rows, List<OneSidedRow> oneSided) {
    ObjectNode root = JSON.createObjectNode();
    var families = root.putArray("ladders");
    for (LadderRow row : rows) {
      ObjectNode node = families.addObject();
      node.put("family", row.group().family()).put("sport", row.group().sport());
      node.put("ladders", row.ladders()).put("offers", row.offers());
      node.put("model", row.hasModel());
      number(node, "valued_before", row.shareBefore());
      number(node, "valued_after", row.shareAfter());
      Quality quality = row.quality();
      spread(node.putObject("floor"), quality.floor());
      spread(node.putObject("interpolated"), quality.interpolated());
      spread(node.putObject("interpolated_naive"), quality.naiveBetween());
      spread(node.putObject("extrapolated"), quality.extrapolated());
      spread(node.putObject("extrapolated_naive"), quality.naiveBeyond());
      spread(node.putObject("within"), quality.within());
      number(node, "median_in_floors", quality.ratio());
      ObjectNode there = node.putObject("interpolated_where_others_quote");
      there(there, quality.there());
      coverage(node.putObject("covered_68"), quality.one());
      coverage(node.putObject("covered_95"), quality.two());
    }
    OneSidedReport.json(root.putArray("one_sided"), oneSided);
    try {
      return JSON.writeValueAsString(root) + '\n';
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of text and numbers always has a JSON form
    }
  }

  private static void there(ObjectNode node, SamePoints there) {
    spread(node, there.missed());
    number(node, "mean", there.missedMean());
    spread(node.putObject("naive"), there.naive());
    number(node, "mean_naive", there.naiveMean());
    spread(node.putObject("pairs_of_bookmakers"), there.pairs());
    number(node, "mean_between_bookmakers", there.apartMean());
    number(node, "median_in_medians", there.medianRatio());
    number(node, "mean_in_means", there.ratio());
    number(node, "sampling_error", there.error());
  }

  private static void spread(ObjectNode node, Spread spread) {
    node.put("count", spread.count());
    number(node, "median", spread.median());
    number(node, "percentile_90", spread.ninety());
  }

  private static void coverage(ObjectNode node, Coverage coverage) {
    number(node, "share", coverage.share());
    number(node, "sampling_error", coverage.error());
  }

  private static void number(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, Math.rint(value * 1e8) / 1e8);
    } else {
      node.putNull(field);
    }
  }

  private static String share(int part, int all) {
    return all == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
  }
}
