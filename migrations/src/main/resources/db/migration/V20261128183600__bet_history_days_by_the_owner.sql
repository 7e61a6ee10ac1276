SET LOCAL lock_timeout = '2s';

-- Only the owner of bet_history can attach and drop its days. With the owner's rights, and in this
-- schema alone, the two functions do so for a sink's role that owns nothing and may execute them.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION attach_bet_history_day(date)'
        ' SECURITY DEFINER SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION drop_bet_history_day(integer)'
        ' SECURITY DEFINER SET search_path = %I, pg_temp', current_schema());
END
$$;
