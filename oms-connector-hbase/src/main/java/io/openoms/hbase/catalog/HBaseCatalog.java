package io.openoms.hbase.catalog;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.error.HBaseError;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.hbase.NamespaceDescriptor;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Namespaces as databases, and each column family as a table. A table whose families this user may
 * not see stands for itself, so that whoever asks for it is told so. Thread-safe.
 */
public final class HBaseCatalog implements Catalog {

  private final Cluster cluster;

  /** Asks that cluster's master. */
  public HBaseCatalog(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public List<String> databases() {
    return cluster
        .await(cluster.admin().listNamespaces(), ErrorContext.none(), "listing namespaces")
        .stream()
        .filter(name -> !name.equals(NamespaceDescriptor.SYSTEM_NAMESPACE_NAME_STR))
        .sorted()
        .toList();
  }

  @Override
  public List<CatalogEntry> entries(String database) {
    Set<TableName> hidden = new TreeSet<>(names(database));
    List<TableDescriptor> tables = tables(database).toList();
    tables.forEach(table -> hidden.remove(table.getTableName()));
    CellEstimates estimates = CellEstimates.of(cluster, tables.size());
    return Stream.concat(
            tables.stream().flatMap(table -> entries(table, estimates)),
            hidden.stream().map(HBaseCatalog::whole))
        .toList();
  }

  /** The master names a table to who has any right on it, and defines it to fewer. */
  private List<TableName> names(String namespace) {
    return databases().contains(namespace)
        ? cluster.await(
            cluster.admin().listTableNamesByNamespace(namespace),
            ErrorContext.none(),
            "listing tables")
        : List.of();
  }

  private static CatalogEntry whole(TableName table) {
    return new CatalogEntry(
        new ObjectName(table.getNamespaceAsString(), table.getQualifierAsString()),
        ObjectKind.TABLE,
        0);
  }

  private static Stream<CatalogEntry> entries(TableDescriptor table, CellEstimates estimates) {
    Map<ObjectName, Long> cells = estimates.families(table.getTableName());
    return families(table)
        .map(family -> new FamilyName(table.getTableName(), family).object())
        .map(name -> new CatalogEntry(name, ObjectKind.TABLE, cells.getOrDefault(name, 0L)));
  }

  private Stream<TableDescriptor> tables(String namespace) {
    if (!databases().contains(namespace)) {
      return Stream.empty();
    }
    return cluster
        .await(
            cluster.admin().listTableDescriptorsByNamespace(namespace),
            ErrorContext.none(),
            "listing tables")
        .stream();
  }

  private static Stream<String> families(TableDescriptor table) {
    return Arrays.stream(table.getColumnFamilies())
        .filter(family -> FamilyName.isText(family.getName()))
        .map(ColumnFamilyDescriptor::getNameAsString);
  }

  @Override
  public List<ObjectName> parts(ObjectName name) {
    return FamilyName.table(name).flatMap(table -> descriptor(table, name)).stream()
        .flatMap(
            table ->
                families(table)
                    .map(family -> new FamilyName(table.getTableName(), family).object()))
        .toList();
  }

  @Override
  public Optional<TableDefinition> table(ObjectName name) {
    return cells(name).map(CellTable::definition);
  }

  private Optional<CellTable> cells(ObjectName name) {
    Optional<FamilyName> asked = FamilyName.of(name);
    if (asked.isEmpty()) {
      // Where the user may not see its families, this fails by the table's name.
      Optional<TableDescriptor> unused =
          FamilyName.table(name).flatMap(table -> descriptor(table, name));
      return Optional.empty();
    }
    return asked.flatMap(
        family ->
            descriptor(family.table(), name)
                .flatMap(table -> Optional.ofNullable(table.getColumnFamily(family.bytes())))
                .map(found -> cells(family, found)));
  }

  private static CellTable cells(FamilyName name, ColumnFamilyDescriptor family) {
    return new CellTable(
        name.object(),
        name.table().getQualifierAsString(),
        FamilyAttributes.timeToLive(family),
        FamilyAttributes.versions(family),
        family.isMobEnabled(),
        FamilyAttributes.remains(family));
  }

  private Optional<TableDescriptor> descriptor(TableName table, ObjectName asked) {
    try {
      return Optional.of(
          cluster.await(
              cluster.admin().getDescriptor(table),
              ErrorContext.of(asked),
              "reading a table's definition"));
    } catch (MigrationException e) {
      if (e.code() == HBaseError.HBASE_TABLE_GONE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<DefinitionText> definitionText(ObjectName name) {
    return cells(name).map(CellTableText::of);
  }

  @Override
  public TableDefinition definition(ObjectName name, DefinitionText text) {
    return CellTableText.read(name, text).definition();
  }

  @Override
  public Optional<ViewDefinition> view(ObjectName name) {
    return Optional.empty();
  }

  /** Families whose names are no texts. */
  @Override
  public List<String> others(String database) {
    return tables(database)
        .flatMap(
            table ->
                Arrays.stream(table.getColumnFamilies())
                    .filter(family -> !FamilyName.isText(family.getName()))
                    .map(
                        family ->
                            "column family "
                                + table.getTableName()
                                + ":"
                                + Bytes.toStringBinary(family.getName())))
        .toList();
  }
}
