package io.assay.benchmark;

/**
 * What one run took.
 *
 * @param wall seconds by the clock
 * @param cpu seconds of processor time of Spark's tasks
 * @param processCpu seconds of processor time of this process: the driver, the compiler and the garbage collector too
 * @param shuffled bytes written for shuffles
 * @param spilled bytes written to disk for want of memory
 * @param heap the largest heap in use, in bytes, that an executor told while a task ran; 0 if none did
 * @param live the largest heap of this process, in bytes, that was left in use after a collection of garbage, one at the end
 *     included, when what was found is still held
 * @param tasks how many tasks ran
 */
record Usage(
        double wall, double cpu, double processCpu, long shuffled, long spilled, long heap, long live, int tasks) {}
