package org.kinora.tck.contract;

/**
 * The contract of {@link org.kinora.spi.storage.StorageFormat} and of its reader. A test extends
 * {@link ReadOnlyStorageContract} or {@link WritableStorageContract}, so that a format either
 * writes by the rules or refuses to.
 */
public abstract sealed class StorageFormatContract
    implements StorageProbeRules, StorageIndexRules, StorageReadRules, StorageDamageRules
    permits ReadOnlyStorageContract, WritableStorageContract {
  StorageFormatContract() {}
}
