package org.kinora.lib.boxes;

/**
 * One box, element or chunk.
 *
 * @param depth 0 for the outermost
 * @param offset of its header in the file
 * @param sizeBytes with its header, as it says; -1 if it says that its end is not known
 * @param name four letters in MP4 and RIFF, the element's name in Matroska
 * @param detail what it says, for people; empty where that is only bytes
 */
public record Part(int depth, long offset, long sizeBytes, String name, String detail) {}
