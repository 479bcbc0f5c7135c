-- Types in quotes, with lengths, without a text, of several words, with signs.
CREATE TABLE t (a [nvarchar](50), b "", c "text", d `decimal` (10, -2), e 'x y', f unsigned big int, g [a b] [c](+1), h "INT""x", i double precision, j NUMERIC ( 5 , 2 ), k);
