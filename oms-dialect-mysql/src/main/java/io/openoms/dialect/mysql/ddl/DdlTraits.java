package io.openoms.dialect.mysql.ddl;

/**
 * What a product of the family writes or holds in its own way in definitions. Immutable.
 *
 * @param hiddenIndex the attribute of an index that the optimizer does not use
 * @param otherValues the values of the partition that takes what no other one does
 * @param hasAddressTypes whether it has the types UUID, INET4 and INET6
 * @param keepsInvoker whether a view can have SQL SECURITY INVOKER
 * @param refusedInNames the characters that no name may hold
 * @param limits what it cannot hold, where its servers do not tell it
 */
public record DdlTraits(
    String hiddenIndex,
    String otherValues,
    boolean hasAddressTypes,
    boolean keepsInvoker,
    String refusedInNames,
    DdlLimits limits) {}
