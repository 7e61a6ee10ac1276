package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request means in this database now. */
record Survey(Conversion conversion, Attached attached, Forecast estimate) {

  /**
   * @param values null to ask the database for them
   * @throws RestructureRefusal if there is no such type or column
   */
  static Survey of(Connection connection, Request request, List<String> values)
      throws SQLException, RestructureRefusal {
    Conversion conversion = conversion(connection, request, values);
    Attached attached = Attached.read(connection, conversion);
    return new Survey(conversion, attached, Forecast.of(connection, conversion, attached.copies()));
  }

  private static Conversion conversion(Connection connection, Request request, List<String> values)
      throws SQLException, RestructureRefusal {
    EnumType type =
        EnumType.find(connection, EnumType.BET_TYPES)
            .orElseThrow(
                () ->
                    RestructureRefusal.beforehand(
                        List.of(
                            "there is no type "
                                + EnumType.BET_TYPES
                                + ": run ev-worker migrate first")));
    boolean adopts = request.kind() == Kind.ADOPT;
    List<EnumColumn> columns =
        adopts ? adopted(connection, request.subject()) : EnumColumn.ofType(connection, type);
    List<String> known =
        values != null ? values : adopts ? found(connection, columns.get(0)) : type.labels();
    return new Conversion(type, request.target(), known, columns, adopts);
  }

  static List<EnumColumn> adopted(Connection connection, String subject)
      throws SQLException, RestructureRefusal {
    int dot = subject.lastIndexOf('.');
    List<EnumColumn> columns =
        dot < 1
            ? List.of()
            : EnumColumn.named(connection, subject.substring(0, dot), subject.substring(dot + 1));
    if (columns.isEmpty()) {
      throw RestructureRefusal.beforehand(
          List.of("there is no column " + subject + ": name it as TABLE.COLUMN"));
    }
    return columns;
  }

  private static List<String> found(Connection connection, EnumColumn column) throws SQLException {
    return Rows.texts(
        connection,
        "SELECT DISTINCT "
            + column.printed()
            + "::text FROM "
            + column.table()
            + " WHERE "
            + column.printed()
            + " IS NOT NULL ORDER BY 1");
  }

  /** Why it cannot be done, each with its remedy; empty if nothing is in the way. */
  List<String> refusals() {
    List<String> refusals = new ArrayList<>();
    if (!conversion.type().mine()) {
      refusals.add(
          "the type belongs to "
              + conversion.type().owner()
              + ": connect as that role, or as a member of it");
    }
    for (EnumColumn column : conversion.columns()) {
      if (!column.shape().isEmpty()) {
        refusals.add(column.describe() + " " + column.shape());
      }
      defaultOf(column).ifPresent(refusals::add);
    }
    refusals.addAll(attached.refusals());
    return refusals;
  }

  private Optional<String> defaultOf(EnumColumn column) {
    try {
      if (column.expression() != null) {
        Defaults.of(column, conversion);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "the default of "
              + column.describe()
              + " "
              + e.getMessage()
              + ": give the column another default first");
    }
  }
}
