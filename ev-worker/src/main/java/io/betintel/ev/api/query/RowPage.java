package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some rows of an answer.
 *
 * @param next where the next page begins; empty if this was the last
 */
record RowPage(List<ObjectNode> rows, Optional<Cursor> next) {
  private static final int USUAL = 50;
  private static final int MOST = 500;

  static int limit(Parameters parameters) {
    return parameters.whole("limit", USUAL, 1, MOST);
  }

  /**
   * @param rows one more than the limit if there are more
   * @param cursor of the last row that is shown
   */
  static RowPage of(List<ObjectNode> rows, int limit, Function<ObjectNode, Cursor> cursor) {
    if (rows.size() <= limit) {
      return new RowPage(rows, Optional.empty());
    }
    List<ObjectNode> shown = rows.subList(0, limit);
    return new RowPage(shown, Optional.of(cursor.apply(shown.get(limit - 1))));
  }
}
