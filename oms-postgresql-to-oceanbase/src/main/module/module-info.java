/**
 * PostgreSQL and OceanBase. It requires what the modules beneath need and, as they have no
 * descriptors, do not name: parts of the JDK, and libraries that have descriptors.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.openoms.pair.postgresql {
  requires transitive io.openoms;
  requires transitive io.openoms.postgresql;
  requires transitive io.openoms.oceanbase;
  requires transitive java.sql;
  requires com.fasterxml.jackson.core;
  requires com.github.luben.zstd_jni;
  requires com.google.common;
  requires com.zaxxer.hikari;
  requires jdk.net;
  requires org.slf4j;
}
