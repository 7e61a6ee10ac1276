package io.betintel.ev.rollout;

import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.migrations.Preflight;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.restructure.RestructureTable;
import io.betintel.ev.restructure.UnderWay;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds bet types to a running database with the statements of their migrations, outside Flyway's
 * history: the migrations later find everything in place and change nothing.
 *
 * <p>Label and row are one transaction here, so that a kill leaves nothing half done. This does not
 * use the label before it is committed: the catalogue's name is text.
 */
public final class LiveAddition {
  private final RolloutTurn turn;
  private final Connection connection;

  /**
   * @param turn held until the registry has the symbols too
   */
  public LiveAddition(RolloutTurn turn) {
    this.turn = turn;
    this.connection = turn.connection();
  }

  static String lost(UnderWay underWay) {
    return "The labels are being changed: "
        + underWay.describe()
        + ". What is added now would be lost: let it go on with ev-worker bet-types"
        + " restructure --resume, or take it back with --abort";
  }

  /**
   * Where a label would be lost by a restructure that is under way, or a row that is added here
   * would meet the same row of a publisher.
   *
   * @return one line with what to do instead; empty if nothing is in the way
   */
  public List<String> collisions() throws SQLException {
    Optional<UnderWay> underWay = new RestructureTable(connection).open();
    if (underWay.isPresent()) {
      return List.of(lost(underWay.get()));
    }
    List<String> received = new Preflight(connection).received();
    return received.isEmpty()
        ? List.of()
        : List.of(
            "This database receives rows of a publisher by the subscription "
                + String.join(", ", received)
                + ". "
                + Preflight.LABEL_ONLY);
  }

  /** See {@link Preflight}. */
  public List<String> warnings() throws SQLException {
    return new Preflight(connection).warnings();
  }

  /**
   * Finds names that the database already has in another spelling.
   *
   * @return one line per name that differs from an existing one only by case or underscores
   */
  public List<String> nearDuplicates(List<NewBetType> betTypes) throws SQLException {
    StoredCatalogue stored = new CatalogueTable().read(connection);
    Map<String, String> there = new TreeMap<>();
    stored.labels().forEach(label -> there.put(label, "label"));
    stored.rows().keySet().forEach(row -> there.put(row.symbol(), "row"));
    List<String> found = new ArrayList<>();
    for (NewBetType betType : betTypes) {
      there.forEach(
          (name, kind) -> {
            if (!name.equals(betType.name()) && likeness(name).equals(likeness(betType.name()))) {
              found.add(
                  betType.name()
                      + " differs only by case or underscores from the "
                      + kind
                      + " "
                      + name
                      + ", which the database has");
            }
          });
    }
    return found;
  }

  /** The labels and the rows that were added. */
  public record Result(List<String> labels, List<String> rows) {
    public Result {
      labels = List.copyOf(labels);
      rows = List.copyOf(rows);
    }
  }

  /**
   * Adds labels and rows, all or nothing, and tries again while another session holds a lock.
   *
   * @return the labels and the rows that were missing before
   * @throws RefusedException if a lock is held for too long; names the holder. Nothing was changed
   *     then
   */
  public Result apply(List<NewBetType> betTypes)
      throws SQLException, RefusedException, InterruptedException {
    return turn.whileLocked(() -> applyOnce(betTypes));
  }

  private Result applyOnce(List<NewBetType> betTypes) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(NewBetType.LOCK_TIMEOUT);
      StoredCatalogue before = new CatalogueTable().read(connection);
      List<String> labels = new ArrayList<>();
      List<String> rows = new ArrayList<>();
      for (NewBetType betType : betTypes) {
        statement.execute(betType.labelStatement());
        statement.execute(betType.rowStatement());
        if (!before.labels().contains(betType.name())) {
          labels.add(betType.name());
        }
        if (!before.rows().containsKey(new BetType(betType.name()))) {
          rows.add(betType.name());
        }
      }
      connection.commit();
      return new Result(labels, rows);
    } catch (SQLException e) {
      RolloutTurn.rollBack(connection, e);
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }

  private static String likeness(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }
}
